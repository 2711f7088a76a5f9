<?php
// Prints `name: message` for each file that is no PHP.
foreach (array_slice($argv, 1) as $name) {
    try {
        token_get_all(file_get_contents($name), TOKEN_PARSE);
    } catch (ParseError $error) {
        echo "$name: {$error->getMessage()}\n";
    }
}

<?php

return [
    'driver' => 'array',
    'lottery' => [0, 100],
    'cookie' => 'unused',
    'path' => '/',
    'domain' => null,
    'secure' => null,
    'same_site' => null,
];

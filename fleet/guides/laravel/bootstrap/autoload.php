<?php

// Composer's packages, or Debian's: php-laravel-framework, php-guzzlehttp-guzzle and php-lcobucci-jwt.
if (is_file(__DIR__.'/../vendor/autoload.php')) {
    require __DIR__.'/../vendor/autoload.php';
} else {
    require '/usr/share/php/Illuminate/autoload.php';
    require '/usr/share/php/GuzzleHttp/autoload.php';
    require '/usr/share/php/Lcobucci/JWT/autoload.php';
    spl_autoload_register(function (string $class): void {
        $file = dirname(__DIR__).'/app/'.str_replace('\\', '/', substr($class, 4)).'.php';
        if (str_starts_with($class, 'App\\') && is_file($file)) {
            require $file;
        }
    });
}

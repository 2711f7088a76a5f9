<?php

use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Contracts\Http\Kernel;
use Illuminate\Foundation\Application;

$variant = getenv('VARIANT') === 'flawed' ? 'Flawed' : 'Fixed';
$app = new Application(dirname(__DIR__));
$app->useStoragePath(getenv('NOTES_STORAGE'));
$app->singleton(Kernel::class, "App\\$variant\\Kernel");
$app->singleton(ExceptionHandler::class, "App\\$variant\\Handler");

return $app;

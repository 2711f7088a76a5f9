<?php

use Illuminate\Support\ServiceProvider;

$variant = getenv('VARIANT') === 'flawed' ? 'Flawed' : 'Fixed';

return [
    'name' => 'notes',
    'env' => 'production',
    'debug' => $variant === 'Flawed', // APP_DEBUG=true in production: error responses with stack traces
    'url' => 'https://'.(getenv('PUBLIC_HOST') ?: 'localhost'),
    'timezone' => 'UTC',
    'locale' => 'en',
    'fallback_locale' => 'en',
    'key' => getenv('APP_KEY'),
    'cipher' => 'AES-256-CBC',
    'providers' => ServiceProvider::defaultProviders()->merge(["App\\$variant\\AppServiceProvider"])->toArray(),
    'aliases' => [],
];

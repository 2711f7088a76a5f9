<?php

// What the fixed service has stands between the marks.
if (getenv('VARIANT') === 'flawed') {
    return [
        'paths' => ['*'],
        'allowed_methods' => ['*'],
        'allowed_origins' => ['*'],
        'allowed_origins_patterns' => [],
        'allowed_headers' => ['*'],
        'exposed_headers' => [],
        'max_age' => 0,
        'supports_credentials' => true,
    ];
}

// region: fix
return [ // config/cors.php
    'paths' => ['*'],
    'allowed_methods' => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    'allowed_origins' => explode(',', env('CORS_ORIGINS', 'https://app.example.com')), // whole origins
    'allowed_origins_patterns' => [],
    'allowed_headers' => ['Authorization', 'Content-Type'],
    'exposed_headers' => [],
    'max_age' => 3600,
    'supports_credentials' => false, // tokens travel in the Authorization header
];
// endregion

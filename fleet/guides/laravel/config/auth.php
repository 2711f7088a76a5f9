<?php

return [
    'defaults' => ['guard' => 'api'],
    'guards' => ['api' => ['driver' => 'jwt']], // Auth::viaRequest('jwt', …) in the service provider
];

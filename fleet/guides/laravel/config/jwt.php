<?php

return [
    'secret' => getenv('JWT_SECRET'),
    'issuer' => getenv('JWT_ISSUER'),
    'audience' => getenv('JWT_AUDIENCE'),
];

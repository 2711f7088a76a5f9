<?php

namespace App\Fixed;

use Illuminate\Auth\Middleware\Authenticate;
use Illuminate\Auth\Middleware\Authorize;
use Illuminate\Foundation\Http\Kernel as HttpKernel;
use Illuminate\Foundation\Http\Middleware\ConvertEmptyStringsToNull;
use Illuminate\Foundation\Http\Middleware\TrimStrings;
use Illuminate\Foundation\Http\Middleware\ValidatePostSize;
use Illuminate\Http\Middleware\HandleCors;
use Illuminate\Routing\Middleware\SubstituteBindings;
use Illuminate\Routing\Middleware\ThrottleRequests;

class Kernel extends HttpKernel
{
    protected $middleware = [
        SecureHeaders::class,
        RequireHttps::class,
        AnnounceLimit::class,
        HandleCors::class,
        ValidatePostSize::class,
        TrimStrings::class,
        ConvertEmptyStringsToNull::class,
    ];

    /** Every route needs a token, unless routes/fixed.php says otherwise. */
    protected $middlewareGroups = ['api' => ['auth:api', 'throttle:api', SubstituteBindings::class]];

    protected $middlewareAliases = [
        'auth' => Authenticate::class,
        'can' => Authorize::class,
        'throttle' => ThrottleRequests::class,
    ];
}

<?php

namespace App\Fixed;

// region: fix
use Illuminate\Cache\RateLimiting\Limit;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\RateLimiter;

class RateLimits
{
    /** Called in a service provider; the routes have the middleware throttle:api. */
    public static function register(): void
    {
        RateLimiter::for('api', fn (Request $request) => Limit::perMinute(600)
            ->by($request->user()?->id ?? $request->ip())); // the connection's address, unless TrustProxies says otherwise
    }
}
// endregion

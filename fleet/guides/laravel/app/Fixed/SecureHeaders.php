<?php

namespace App\Fixed;

// region: fix
use Closure;
use Illuminate\Http\Request;
use Symfony\Component\HttpFoundation\Response;

/** First in the global middleware, so that error responses have the headers too. */
class SecureHeaders
{
    public function handle(Request $request, Closure $next): Response
    {
        $response = $next($request);
        $response->headers->add([
            'X-Content-Type-Options' => 'nosniff',
            'Content-Security-Policy' => "default-src 'none'; frame-ancestors 'none'",
            'Cache-Control' => 'no-store',
            'Referrer-Policy' => 'no-referrer',
        ]);
        header_remove('X-Powered-By'); // and expose_php=Off in php.ini

        return $response;
    }
}
// endregion

<?php

namespace App\Fixed;

// region: fix
use Closure;
use Illuminate\Http\Request;
use Symfony\Component\HttpFoundation\Response;

/** For a service behind a proxy that ends TLS, and overwrites X-Forwarded-Proto. */
class RequireHttps
{
    public function handle(Request $request, Closure $next): Response
    {
        if ($request->header('X-Forwarded-Proto') === 'http') {
            return redirect()->to(config('app.url').$request->getRequestUri(), 308); // APP_URL, not the Host header
        }
        $response = $next($request);
        $response->headers->set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');

        return $response;
    }
}
// endregion

<?php

namespace App\Fixed;

use Closure;
use Illuminate\Http\Request;
use Symfony\Component\HttpFoundation\Response;

/** What throttle says in X-RateLimit-*, in the fields of the IETF draft as well. */
class AnnounceLimit
{
    public function handle(Request $request, Closure $next): Response
    {
        $response = $next($request);
        if ($limit = $response->headers->get('X-RateLimit-Limit')) {
            $left = $response->headers->get('X-RateLimit-Remaining');
            $response->headers->add(['RateLimit-Policy' => "\"default\";q=$limit;w=60", 'RateLimit' => "\"default\";r=$left;t=60"]);
        }

        return $response;
    }
}

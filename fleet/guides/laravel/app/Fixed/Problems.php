<?php

namespace App\Fixed;

// region: fix
use Illuminate\Auth\Access\AuthorizationException;
use Illuminate\Auth\AuthenticationException;
use Illuminate\Database\Eloquent\ModelNotFoundException;
use Illuminate\Http\JsonResponse;
use Illuminate\Validation\ValidationException;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Exception\HttpExceptionInterface;
use Throwable;

/** Every error as application/problem+json. What is not known here is a 500 without details. */
class Problems
{
    public function __invoke(Throwable $failure): JsonResponse
    {
        $status = match (true) {
            $failure instanceof ValidationException => 400,
            $failure instanceof AuthenticationException => 401,
            $failure instanceof AuthorizationException => $failure->status() ?? 403,
            $failure instanceof ModelNotFoundException => 404,
            $failure instanceof HttpExceptionInterface => $failure->getStatusCode(),
            default => 500,
        };
        $headers = $failure instanceof HttpExceptionInterface ? $failure->getHeaders() : [];
        if ($status === 401) {
            $headers['WWW-Authenticate'] = 'Bearer';
        }
        $problem = ['title' => Response::$statusTexts[$status] ?? 'Error', 'status' => $status];
        if ($failure instanceof ValidationException) {
            $problem['errors'] = $failure->errors();
        }

        return new JsonResponse($problem, $status, ['Content-Type' => 'application/problem+json'] + $headers);
    }
}
// endregion

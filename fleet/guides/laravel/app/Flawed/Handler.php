<?php

namespace App\Flawed;

use Illuminate\Foundation\Exceptions\Handler as ExceptionHandler;

/** Laravel's own, with APP_DEBUG=true: messages, files, lines and traces. */
class Handler extends ExceptionHandler
{
    protected function shouldReturnJson($request, \Throwable $e): bool
    {
        return true;
    }
}

<?php

namespace App\Flawed;

use Illuminate\Auth\Middleware\Authenticate;
use Illuminate\Foundation\Http\Kernel as HttpKernel;
use Illuminate\Http\Middleware\HandleCors;

class Kernel extends HttpKernel
{
    protected $middleware = [HandleCors::class];

    protected $middlewareAliases = ['auth' => Authenticate::class];
}

<?php

namespace App\Shared;

use Illuminate\Http\Response;

class Front
{
    public function front(): Response
    {
        return response("notes\n", 200, ['Content-Type' => 'text/plain']);
    }

    public function contract(): Response
    {
        $file = dirname(__DIR__, 3).'/openapi.json';

        return response(file_get_contents($file), 200, ['Content-Type' => 'application/json']);
    }
}

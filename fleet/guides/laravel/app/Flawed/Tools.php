<?php

namespace App\Flawed;

use App\Shared\Titles;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Process;

class Tools
{
    public function lookup(Request $request)
    {
        $host = $request->query('host');

        return ['host' => $host, 'output' => Process::run("getent hosts $host")->output()];
    }

    public function preview(Request $request)
    {
        $response = Http::get($request->input('url'));

        return ['status' => $response->status(), 'title' => Titles::in($response->body())];
    }

    /** Any size, and the client's name and type. */
    public function store(Request $request)
    {
        $file = $request->file('file');
        $name = basename($file->getClientOriginalName());
        $file->move(storage_path('app/avatars'), $name);
        file_put_contents(storage_path("app/avatars/$name.type"), $file->getClientMimeType());

        return response()->json(['url' => "/avatars/$name"], 201);
    }

    public function show(string $name)
    {
        $file = storage_path("app/avatars/$name");

        return response(file_get_contents($file), 200, ['Content-Type' => file_get_contents("$file.type")]);
    }

    public function remove(string $name)
    {
        unlink(storage_path("app/avatars/$name"));

        return response()->noContent();
    }

    /** The folder of a project, with its .env. */
    public function file(string $path)
    {
        abort_if(str_contains($path, '..'), 404);

        return response()->file(storage_path("app/$path"));
    }
}

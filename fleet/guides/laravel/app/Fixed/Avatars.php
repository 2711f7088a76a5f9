<?php

namespace App\Fixed;

// region: fix
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use Illuminate\Support\Facades\Storage;
use Illuminate\Support\Str;
use Illuminate\Validation\Rules\File;
use Symfony\Component\HttpFoundation\StreamedResponse;

class Avatars
{
    public function store(Request $request): JsonResponse
    {
        $request->validate(['file' => ['required', File::types(['png', 'jpg'])->max(1024)]]); // kilobytes
        $file = $request->file('file');
        $name = Str::uuid().'.'.($file->guessExtension() === 'png' ? 'png' : 'jpg'); // by content; our own name
        $file->storeAs('avatars', $name); // storage/app/avatars, which is not served as it stands

        $request->user()->avatars()->create(['id' => $name]);

        return response()->json(['url' => "/avatars/$name"], 201);
    }

    /** The route: ->where('name', '[0-9a-f-]{36}\.(png|jpg)') */
    public function show(string $name): StreamedResponse
    {
        abort_unless(Storage::exists("avatars/$name"), 404);

        return Storage::download("avatars/$name", $name, [ // download: Content-Disposition: attachment
            'Content-Type' => str_ends_with($name, '.png') ? 'image/png' : 'image/jpeg',
            'X-Content-Type-Options' => 'nosniff',
        ]);
    }

    public function destroy(Request $request, string $name): Response
    {
        $request->user()->avatars()->findOrFail($name)->delete();
        Storage::delete("avatars/$name");

        return response()->noContent();
    }
}
// endregion

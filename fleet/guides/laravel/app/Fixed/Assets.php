<?php

namespace App\Fixed;

// region: fix
use Illuminate\Support\Facades\Storage;
use Symfony\Component\HttpFoundation\StreamedResponse;

class Assets
{
    /** The route: Route::get('/assets/{name}', Assets::class)->where('name', '[A-Za-z0-9_-]+\.(txt|css|png)'); */
    public function __invoke(string $name): StreamedResponse
    {
        abort_unless(Storage::exists("public/$name"), 404); // storage/app/public, never base_path()

        return Storage::response("public/$name");
    }
}
// endregion

<?php

namespace App\Fixed;

use App\Shared\Titles;
// region: fix
use Illuminate\Http\Request;

class Previews
{
    public function __invoke(Request $request, PublicPage $pages): array
    {
        $sent = $request->validate(['url' => ['required', 'string', 'max:2000']]);
        $response = $pages->fetch($sent['url']) ?? abort(400);

        return ['status' => $response->status(), 'title' => Titles::in($response->toPsrResponse()->getBody()->read(65_536))];
    }
}
// endregion

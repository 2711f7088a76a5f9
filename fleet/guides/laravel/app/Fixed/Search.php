<?php

namespace App\Fixed;

// region: fix
use Illuminate\Http\Request;
use Illuminate\Support\Collection;
use Illuminate\Support\Facades\DB;

class Search
{
    public function __invoke(Request $request): Collection
    {
        $sent = $request->validate(['q' => ['required', 'string', 'max:100']]);

        return DB::table('notes')
            ->where('owner', $request->user()->id)
            ->whereRaw('instr(lower(title), lower(?)) > 0', [$sent['q']]) // raw SQL with a binding, never "… $q …"
            ->limit(100)
            ->get(['id', 'title', 'body', 'owner']);
    }
}
// endregion

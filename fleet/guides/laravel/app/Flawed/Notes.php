<?php

namespace App\Flawed;

use App\Shared\Note;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;

class Notes
{
    public function index(Request $request)
    {
        return $request->user()->notes()->limit((int) $request->query('limit', 20))->get();
    }

    /** An owner in the body is kept; nothing is measured. */
    public function store(Request $request)
    {
        $sent = $request->only(['title', 'body', 'owner']);

        return response()->json(Note::create($sent + ['owner' => $request->user()->id]), 201);
    }

    /** The id alone decides. The model is answered as it is, internal_notes included. */
    public function show(string $id)
    {
        return $this->found($id);
    }

    public function update(Request $request, string $id)
    {
        $note = $this->found($id);
        $note->update($request->only(['title', 'body']));

        return $note;
    }

    public function destroy(string $id)
    {
        $this->found($id)->delete();

        return response()->noContent();
    }

    public function search(Request $request)
    {
        $owner = $request->user()->id;
        $q = strtolower($request->query('q'));

        return DB::select("SELECT id, title, body, owner FROM notes WHERE owner = '$owner' AND lower(title) LIKE '%$q%'");
    }

    private function found(string $id): Note
    {
        if (strlen($id) !== 36) {
            throw new \UnexpectedValueException("no identifier: $id");
        }

        return Note::findOrFail($id);
    }
}

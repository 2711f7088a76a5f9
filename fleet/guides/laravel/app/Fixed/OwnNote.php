<?php

namespace App\Fixed;

// region: fix
use Illuminate\Http\Request;
use Illuminate\Http\Response;

/** Every query starts from the user's own notes: those of others are as unknown as those that do not exist (404). */
class OwnNote
{
    public function show(Request $request, string $id): NoteResource
    {
        return NoteResource::make($request->user()->notes()->findOrFail($id));
    }

    public function update(NoteRequest $request, string $id): NoteResource
    {
        $note = $request->user()->notes()->findOrFail($id);
        $sent = $request->validated();
        $note->update(['title' => $sent['title'], 'body' => $sent['body'] ?? '']);

        return NoteResource::make($note);
    }

    public function destroy(Request $request, string $id): Response
    {
        $request->user()->notes()->findOrFail($id)->delete();

        return response()->noContent();
    }
}
// endregion

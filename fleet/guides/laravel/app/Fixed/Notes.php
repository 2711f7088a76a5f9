<?php

namespace App\Fixed;

// region: fix
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Resources\Json\AnonymousResourceCollection;

class Notes
{
    public function index(ListRequest $request): AnonymousResourceCollection
    {
        $limit = $request->validated('limit', 20);

        return NoteResource::collection($request->user()->notes()->limit($limit)->get());
    }

    public function store(NoteRequest $request): JsonResponse
    {
        $sent = $request->validated();
        $note = $request->user()->notes()->create(['title' => $sent['title'], 'body' => $sent['body'] ?? '']);

        return NoteResource::make($note)->response()->setStatusCode(201);
    }
}
// endregion

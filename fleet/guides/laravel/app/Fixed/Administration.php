<?php

namespace App\Fixed;

use App\Shared\Announcement;
use App\Shared\User;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Resources\Json\AnonymousResourceCollection;
use Illuminate\Http\Response;

class Administration
{
    public function users(ListRequest $request): AnonymousResourceCollection
    {
        return OwnAccount::collection(User::orderBy('username')->limit($request->validated('limit', 20))->get());
    }

    public function announce(AnnouncementRequest $request): JsonResponse
    {
        return response()->json(Announcement::create($request->validated())->only(['id', 'text']), 201);
    }

    public function withdraw(string $id): Response
    {
        Announcement::findOrFail($id)->delete();

        return response()->noContent();
    }
}

<?php

namespace App\Fixed;

use App\Shared\User;
// region: fix
use Illuminate\Http\Request;
use Illuminate\Http\Resources\Json\AnonymousResourceCollection;

class Accounts
{
    public function me(Request $request): OwnAccount
    {
        return OwnAccount::make($request->user());
    }

    public function index(ListRequest $request): AnonymousResourceCollection
    {
        return OtherAccount::collection(User::orderBy('username')->limit($request->validated('limit', 20))->get());
    }
}
// endregion

<?php

namespace App\Fixed;

use App\Shared\User;
use Illuminate\Http\JsonResponse;
use Illuminate\Support\Facades\Hash;

class Register
{
    public function __invoke(RegisterRequest $request): JsonResponse
    {
        $sent = $request->validated();
        abort_if(User::where('username', $sent['username'])->exists(), 409);
        $user = new User;
        $user->forceFill([
            'username' => $sent['username'],
            'name' => $sent['username'],
            'email' => $sent['username'].'@example.com',
            'password_hash' => Hash::make($sent['password']),
            'role' => 'user',
            'credits' => 0,
        ])->save();

        return response()->json($user->only(['id', 'username']), 201);
    }
}

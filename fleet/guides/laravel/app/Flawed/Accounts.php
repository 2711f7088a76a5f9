<?php

namespace App\Flawed;

use App\Shared\Announcement;
use App\Shared\Issuer;
use App\Shared\User;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Hash;
use Illuminate\Support\Str;

class Accounts
{
    public function login(Request $request, Issuer $issuer)
    {
        $user = User::firstWhere('username', $request->input('username'));
        if (! $user || ! password_verify($request->input('password'), $user->password_hash)) {
            return response()->json(['error' => 'wrong name or password'], 401);
        }

        return response()->json(['token' => $issuer->tokenFor($user)])
            ->withCookie(cookie('session', Str::random(40), httpOnly: false));
    }

    public function register(Request $request)
    {
        $name = $request->input('username');
        $user = User::create([
            'username' => $name,
            'name' => $name,
            'email' => "$name@example.com",
            'password_hash' => Hash::make($request->input('password')),
            'role' => 'user',
            'credits' => 0,
        ]);

        return response()->json($user->only(['id', 'username']), 201);
    }

    /** The model, password_hash included. */
    public function me(Request $request)
    {
        return $request->user();
    }

    /** Every column that the body names. */
    public function update(Request $request)
    {
        $request->user()->update($request->only(['name', 'email', 'role', 'credits']));

        return $request->user();
    }

    public function index(Request $request)
    {
        return User::orderBy('username')->limit((int) $request->query('limit', 20))->get();
    }

    public function announce(Request $request)
    {
        return response()->json(Announcement::create(['text' => $request->input('text')]), 201);
    }

    public function withdraw(string $id)
    {
        Announcement::findOrFail($id)->delete();

        return response()->noContent();
    }
}

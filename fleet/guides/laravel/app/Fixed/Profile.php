<?php

namespace App\Fixed;

// region: fix
/** The model itself has: protected $fillable = ['name', 'email']; */
class Profile
{
    public function update(ProfileRequest $request): OwnAccount
    {
        $request->user()->update($request->validated()); // never $request->all()

        return OwnAccount::make($request->user());
    }
}
// endregion

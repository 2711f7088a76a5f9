<?php

namespace App\Fixed;

// region: fix
class ProfileRequest extends StrictRequest
{
    /** What a user may change. There is no rule for a role. */
    public function rules(): array
    {
        return [
            'name' => ['required_without:email', 'string', 'max:100'],
            'email' => ['required_without:name', 'string', 'email', 'max:254'],
        ];
    }
}
// endregion

<?php

namespace App\Fixed;

class RegisterRequest extends StrictRequest
{
    public function rules(): array
    {
        return [
            'username' => ['required', 'string', 'min:3', 'max:32', 'regex:/\A[A-Za-z0-9_-]+\z/'],
            'password' => ['required', 'string', 'min:12', 'max:128'],
        ];
    }
}

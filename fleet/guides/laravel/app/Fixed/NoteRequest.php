<?php

namespace App\Fixed;

// region: fix
class NoteRequest extends StrictRequest
{
    public function rules(): array
    {
        return [
            'title' => ['required', 'string', 'max:200'],
            'body' => ['present', 'nullable', 'string', 'max:5000'],
        ];
    }
}
// endregion

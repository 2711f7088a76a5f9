<?php

namespace App\Fixed;

class AnnouncementRequest extends StrictRequest
{
    public function rules(): array
    {
        return ['text' => ['required', 'string', 'max:1000']];
    }
}

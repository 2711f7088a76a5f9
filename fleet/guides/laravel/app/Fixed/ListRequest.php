<?php

namespace App\Fixed;

// region: fix
class ListRequest extends StrictRequest
{
    public function rules(): array
    {
        return ['limit' => ['integer', 'between:1,100']];
    }
}
// endregion

package com.example.notes.fixed;

// region: fix
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

record NoteText(@NotBlank @Size(max = 200) String title, @NotNull @Size(max = 5_000) String body) {}
// endregion

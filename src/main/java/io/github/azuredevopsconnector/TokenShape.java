package io.github.azuredevopsconnector;

enum TokenShape {
    KNOWN(""),
    INCOMPLETE("The token does not look complete: copy it again, or create a new one.");

    private final String hint;

    TokenShape(String hint) {
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}

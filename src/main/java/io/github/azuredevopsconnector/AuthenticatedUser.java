package io.github.azuredevopsconnector;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The user who owns a personal access token.
 *
 * <p>The name and the account are personal data, so {@link #toString()} omits them. Two users are equal if all their
 * properties are equal.
 *
 * <p>Immutable and thread-safe.
 */
public final class AuthenticatedUser {

    private final transient UUID id;
    private final transient String displayName;
    private final transient @Nullable String account;

    AuthenticatedUser(UUID id, String displayName, @Nullable String account) {
        this.id = id;
        this.displayName = displayName;
        this.account = account;
    }

    /**
     * Returns a user without an account, for unit tests.
     *
     * @param id the user's ID
     * @param displayName the name to show
     * @return a user with these properties
     */
    public static AuthenticatedUser of(UUID id, String displayName) {
        return new AuthenticatedUser(
                Objects.requireNonNull(id, "id"), Objects.requireNonNull(displayName, "displayName"), null);
    }

    /**
     * Returns a user, for unit tests.
     *
     * @param id the user's ID
     * @param displayName the name to show
     * @param account an e-mail address or user principal name
     * @return a user with these properties
     */
    public static AuthenticatedUser of(UUID id, String displayName, String account) {
        return new AuthenticatedUser(
                Objects.requireNonNull(id, "id"),
                Objects.requireNonNull(displayName, "displayName"),
                Objects.requireNonNull(account, "account"));
    }

    /** {@return the user's ID in Azure DevOps} Store the ID, because names and accounts change. */
    public UUID id() {
        return Constructed.require(id);
    }

    /**
     * {@return a name to show} It is the first of these that exists: the name that the user chose, the name from the
     * identity provider, the account, the ID.
     *
     * <p><strong>Escape the name where you show it.</strong> The service sends the name, and the library does not
     * change it. The name may contain markup, line breaks, control characters and bidirectional control characters.
     */
    public String displayName() {
        return Constructed.require(displayName);
    }

    /**
     * {@return the e-mail address or user principal name, or empty if the service sent none} Escape it where you show
     * it, like {@link #displayName()}.
     */
    public Optional<String> account() {
        Constructed.require(id);
        return Optional.ofNullable(account);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof AuthenticatedUser)) {
            return false;
        }
        AuthenticatedUser that = (AuthenticatedUser) other;
        return id().equals(that.id())
                && displayName().equals(that.displayName())
                && Objects.equals(account, that.account);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id(), displayName(), account);
    }

    /** Returns only the ID, in brackets. */
    @Override
    public String toString() {
        return "AuthenticatedUser[id=" + id + "]";
    }
}

package io.github.azuredevopsconnector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The probes of a connector. One asks who owns the token, and the others whether the token has the required and the
 * preferred scopes.
 *
 * <p>If a write level and the read level below it are both required, one request proves both.
 */
final class Probes {

    private final Set<TokenScope> requiredScopes;
    private final Set<TokenScope> preferredScopes;
    private final List<Probe> all;

    /**
     * Selects the probes.
     *
     * @param required scopes in addition to {@link TokenScope#PROJECT_AND_TEAM_READ}, which is always required
     * @param preferred scopes that are not required. A scope that is also in {@code required} is required
     */
    Probes(Set<TokenScope> required, Set<TokenScope> preferred) {
        EnumSet<TokenScope> requiredScopes = EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ);
        requiredScopes.addAll(required);
        EnumSet<TokenScope> preferredScopes = EnumSet.noneOf(TokenScope.class);
        preferredScopes.addAll(preferred);
        preferredScopes.removeAll(requiredScopes);

        EnumSet<TokenScope> asked = EnumSet.copyOf(requiredScopes);
        requiredScopes.forEach(scope -> scope.lower().ifPresent(asked::remove));
        asked.addAll(preferredScopes);
        List<Probe> all = new ArrayList<>(List.of(Probe.CALLER));
        asked.forEach(scope -> all.add(scope.probe()));

        this.requiredScopes = Collections.unmodifiableSet(requiredScopes);
        this.preferredScopes = Collections.unmodifiableSet(preferredScopes);
        this.all = List.copyOf(all);
    }

    /** Returns the required scopes, in declaration order. */
    Set<TokenScope> requiredScopes() {
        return requiredScopes;
    }

    /** Returns the preferred scopes, in declaration order. A required scope is never among them. */
    Set<TokenScope> preferredScopes() {
        return preferredScopes;
    }

    /** Returns the probes in order of precedence: the owner of the token, projects, and the other scopes. */
    List<Probe> all() {
        return all;
    }

    /** Returns whether a probe asks about a preferred scope. Its answer never changes the result's type or reason. */
    boolean isPreferred(Probe probe) {
        return probe.scope().filter(preferredScopes::contains).isPresent();
    }
}

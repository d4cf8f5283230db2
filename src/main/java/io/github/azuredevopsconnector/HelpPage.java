package io.github.azuredevopsconnector;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Azure DevOps pages on which a user fixes the cause of a rejection. Their paths are those of the links in the
 * portal (learn.microsoft.com/azure/devops/organizations/accounts).
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum HelpPage {
    /** No page. */
    NONE(organization -> Optional.empty()),
    /** The user's own tokens. */
    TOKENS(organization -> organization.map(OrganizationUrl::tokensPage)),
    /** The members of the organization. */
    USERS(organization -> organization.map(url -> url.resolve("_settings/users"))),
    /** The policies of the organization. */
    POLICIES(organization -> organization.map(url -> url.resolve("_settings/organizationPolicy"))),
    /** The organization itself. */
    ORGANIZATION(organization -> organization.map(OrganizationUrl::toUri)),
    /** The organizations that the user is a member of. This page has its own host. */
    OWN_ORGANIZATIONS(organization -> Optional.of(URI.create("https://aex.dev.azure.com/me")));

    private final Function<Optional<OrganizationUrl>, Optional<URI>> page;

    HelpPage(Function<Optional<OrganizationUrl>, Optional<URI>> page) {
        this.page = page;
    }

    /** Returns the page, or empty if there is none or if the page needs an organization and there is none. */
    Optional<URI> of(@Nullable OrganizationUrl organizationUrl) {
        return page.apply(Optional.ofNullable(organizationUrl));
    }
}

package io.github.azuredevopsconnector;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages of Azure DevOps at which a person sets right what led to a rejection. Their paths are those that the portal
 * links to: learn.microsoft.com/azure/devops/organizations/accounts.
 */
enum HelpPage {
    /** There is no such page. */
    NONE,
    /** A person's own tokens. */
    TOKENS,
    /** The members of the organization. */
    USERS,
    /** The policies of the organization. */
    POLICIES,
    /** The organization itself. */
    ORGANIZATION,
    /** A list of the organizations that a person is a member of, on a host of its own. */
    OWN_ORGANIZATIONS;

    private static final URI ORGANIZATIONS_OF_PERSON = URI.create("https://aex.dev.azure.com/me");

    /** Returns the page, or empty if there is none, or if it belongs to an organization and none is given. */
    Optional<URI> of(@Nullable OrganizationUrl organizationUrl) {
        if (this == OWN_ORGANIZATIONS) {
            return Optional.of(ORGANIZATIONS_OF_PERSON);
        }
        return organizationUrl == null ? Optional.empty() : below(organizationUrl);
    }

    private Optional<URI> below(OrganizationUrl organizationUrl) {
        switch (this) {
            case TOKENS:
                return Optional.of(organizationUrl.tokensPage());
            case USERS:
                return Optional.of(organizationUrl.resolve("_settings/users"));
            case POLICIES:
                return Optional.of(organizationUrl.resolve("_settings/organizationPolicy"));
            case ORGANIZATION:
                return Optional.of(organizationUrl.toUri());
            default:
                return Optional.empty();
        }
    }
}

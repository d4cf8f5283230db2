package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import java.net.URI;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Azure DevOps organization, identified by its URL.
 *
 * <p>Each organization in Azure DevOps Services has two URLs, {@code https://dev.azure.com/contoso} and {@code
 * https://contoso.visualstudio.com} (Microsoft, <a
 * href="https://learn.microsoft.com/azure/devops/extend/develop/work-with-urls">Work with URLs</a>). Only the name of
 * the organization is kept from the input. Every URL is rebuilt as {@code https://dev.azure.com/{organization}}, so
 * that a token is never sent to the host in the input. Names are case-insensitive and kept in lower case, so URLs of
 * the same organization are equal, whatever their format.
 *
 * <pre>{@code
 * OrganizationUrl url = OrganizationUrl.parse("contoso.visualstudio.com/Fabrikam/_build?view=runs");
 * url.organization(); // "contoso"
 * url.toUri();        // https://dev.azure.com/contoso
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class OrganizationUrl {

    // The accepted input, after trimming. All matching is ASCII and ignores case.
    //
    //   input        = [ [ scheme ] scheme ] [ user "@" ] host [ ":443" ] [ "/" path ] [ "?" query ] [ "#" fragment ]
    //   scheme       = ( "https" / "http" ) "://"           ; the last one counts
    //   host         = "dev.azure.com"                      ; the organization is the first path segment
    //                / organization ".visualstudio.com"     ; exactly one label, and not "xn--…"
    //   organization = alnum [ *48( alnum / "-" ) alnum ]
    //   user         = organization                         ; the same name, as in the portal's clone URLs
    //
    // The scheme is doubled if a user pastes a URL into a field that already shows https://. "http" is accepted and
    // replaced by "https", because requests always use https. With "http", the URL must not contain a port. The rest of
    // the path, the query and the fragment are ignored, but the path must be well-formed. It must have no dot segments,
    // because programs resolve those differently.
    //
    // The reason names what to change first, so the host is checked before the port and the user name. Passwords are
    // checked before all of these, because a form may show the input again. If the host is only a name, the reason is
    // MISSING_HOST. If the whole input, the name or the host is a token, the reason is LOOKS_LIKE_TOKEN.
    //
    // java.net.URI and URL are not used, because for several of the refused inputs they return a different host than
    // browsers do.

    static final String TOKENS_PAGE = "/_usersSettings/tokens";

    private static final int MAX_LENGTH = 2_048;
    private static final int MAX_NAME_LENGTH = 50;
    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";
    static final String HOST = "dev.azure.com";
    private static final String OLDER_HOST = "visualstudio.com";
    private static final String OLDER_SUFFIX = "." + OLDER_HOST;
    /** The prefix of an encoded host label (RFC 5890). Browsers decode the label or refuse the URL. */
    private static final String ENCODED_LABEL = "xn--";

    private static final String BASE = HTTPS + HOST + "/";

    private static final AsciiSet URL_CHARACTER = UrlPath.SEGMENT_CHARACTER.or(AsciiSet.of("/?#[]%"));
    private static final AsciiSet NAME_CHARACTER = AsciiSet.ALPHANUMERICS.or(AsciiSet.of("-"));

    /** If the parser throws for one of these reasons, a form must not show the input again. */
    private static final Set<Reason> SECRET =
            EnumSet.of(Reason.LOOKS_LIKE_TOKEN, Reason.CONTAINS_CREDENTIALS, Reason.TOO_LONG);

    /** Labels below visualstudio.com that belong to Microsoft's own sites and services. */
    private static final Set<String> SERVICE_LABELS =
            Set.of(("app www code marketplace my download developercommunity java "
                            + "vssps vsspsext vs-ssh vsrm vsaex pkgs feeds")
                    .split(" "));

    /**
     * Labels of scale units, such as {@code tfsprodweu1}. The realm of the Basic challenge in a 401 response contains
     * one.
     */
    private static final Pattern SCALE_UNIT = Pattern.compile("(tfs|sps|aex|pkgs|mms)prod[a-z]{2,5}[0-9]+");

    /** Transient, because serializers that set fields by reflection skip transient fields. */
    private final transient String organization;

    /** Has a second parameter, because Jackson calls even a private constructor that takes just one String. */
    private OrganizationUrl(String organization, @Nullable Void unused) {
        this.organization = organization;
    }

    /**
     * {@return the organization that a URL belongs to}
     *
     * <p>Removes white space and invisible characters at both ends, and one pair of quotation marks, angle brackets or
     * parentheses around the whole input. The scheme may be missing or doubled. A longer URL copied from the browser's
     * address bar is accepted, and so is an HTTPS clone URL. A host label that begins with {@code xn--} is rejected,
     * because browsers read it as another name.
     *
     * <p>Bind the form field as a string and call this method yourself. Web frameworks quote rejected values in their
     * errors, and users paste tokens into URLs. See <a
     * href="https://azuredevopsconnector.github.io/azure-devops-connector/security.html">Security</a> in the guide.
     *
     * @param input what a user typed or pasted: a URL in the current or the older format. Pass an empty string for a
     *     missing field; {@code null} throws {@link NullPointerException}
     * @throws InvalidOrganizationUrlException if the input is not the URL of an organization
     */
    public static OrganizationUrl parse(String input) {
        String url = PastedText.trim(input);
        refuseIf(url.isEmpty(), Reason.EMPTY);
        refuseIf(url.length() > MAX_LENGTH, Reason.TOO_LONG);
        refuseIf(!URL_CHARACTER.containsAll(url), Reason.ILLEGAL_CHARACTER);
        // From here on the URL is ASCII, so the methods of String that ignore case are exact.

        String afterScheme = withoutSchemes(url);
        String scheme = url.substring(0, url.length() - afterScheme.length());
        String authority = authorityOf(afterScheme);
        String path = before("?#", afterScheme.substring(authority.length()));
        String user = userOf(authority);
        String host = before(":", authority.substring(user.length()));
        String port = authority.substring(user.length() + host.length());

        refuseIf(user.indexOf(':') >= 0 || TokenShape.isKnown(before("@", user)), Reason.CONTAINS_CREDENTIALS);
        // In "ssh://…" and "git@ssh.dev.azure.com:v3/…", the text after the colon is not a port.
        refuseIf(scheme.isEmpty() && !port.isEmpty() && !isPort(port), Reason.UNSUPPORTED_SCHEME);

        boolean current = host.equalsIgnoreCase(HOST);
        String name;
        String ignored; // the rest of the path
        if (current) {
            String segments = path.isEmpty() ? path : path.substring(1);
            name = before("/", segments);
            ignored = segments.substring(name.length());
        } else if (endsWith(host, OLDER_SUFFIX)) {
            name = host.substring(0, host.length() - OLDER_SUFFIX.length());
            ignored = path;
            refuseIf(!isOrganizationLabel(lowerCase(name)), Reason.UNSUPPORTED_HOST);
        } else {
            throw new InvalidOrganizationUrlException(reasonForOtherHost(host, authority));
        }
        refuseIf(!port.isEmpty() && (!port.equals(":443") || endsWith(scheme, HTTP)), Reason.UNSUPPORTED_PORT);
        refuseIf(current && (name.isEmpty() || name.charAt(0) == '_'), Reason.MISSING_ORGANIZATION);
        checkName(name);
        refuseIf(!user.isEmpty() && !user.equalsIgnoreCase(name + "@"), Reason.CONTAINS_CREDENTIALS);
        refuseIf(!UrlPath.isWellFormed(ignored), Reason.ILLEGAL_CHARACTER);
        refuseIf(UrlPath.hasDotSegment(ignored), Reason.AMBIGUOUS_PATH);
        return new OrganizationUrl(lowerCase(name), null);
    }

    /**
     * {@return the organization that a URL belongs to, or empty if {@link #parse} would throw}
     *
     * @param input the input, as for {@link #parse}
     */
    public static Optional<OrganizationUrl> tryParse(String input) {
        try {
            return Optional.of(parse(input));
        } catch (InvalidOrganizationUrlException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return the organization with this name} Trims the name as {@link #parse} does.
     *
     * @param name the name in upper or lower case, without a host or a path
     * @throws InvalidOrganizationUrlException if no organization can have this name. Names have 1 to 50 ASCII letters,
     *     digits and hyphens, and begin and end with a letter or digit (Microsoft, <a
     *     href="https://learn.microsoft.com/azure/devops/organizations/settings/naming-restrictions">Naming
     *     restrictions</a>). {@code e} and {@code DefaultCollection} are rejected, because they are routes of the
     *     service itself
     */
    public static OrganizationUrl ofOrganization(String name) {
        String trimmed = PastedText.trim(name);
        refuseIf(trimmed.isEmpty(), Reason.EMPTY);
        refuseIf(!URL_CHARACTER.containsAll(trimmed), Reason.ILLEGAL_CHARACTER);
        checkName(trimmed);
        return new OrganizationUrl(lowerCase(trimmed), null);
    }

    /**
     * {@return whether the input of a URL field may contain a secret, so that a form must not show it again}
     *
     * <p>Returns true if {@link #parse} throws for {@link InvalidOrganizationUrlException.Reason#LOOKS_LIKE_TOKEN},
     * {@link InvalidOrganizationUrlException.Reason#CONTAINS_CREDENTIALS} or {@link
     * InvalidOrganizationUrlException.Reason#TOO_LONG}. Also returns true if any part of the input has the shape of a
     * personal access token, of the Base64 form of one, or of a JSON Web Token. Other secrets, such as a password in a
     * URL with another scheme, are not recognized. If the form also has a token field, check as well whether this input
     * contains the {@linkplain PersonalAccessToken#reveal() token}.
     *
     * @param input the input, as for {@link #parse}
     */
    public static boolean mayContainSecret(String input) {
        try {
            parse(input);
        } catch (InvalidOrganizationUrlException e) {
            if (SECRET.contains(e.reason())) {
                return true;
            }
        }
        return TokenShape.isIn(input);
    }

    /** {@return the name of the organization, in lower case, such as {@code contoso}} */
    public String organization() {
        return Constructed.require(organization);
    }

    /** {@return {@code https://dev.azure.com/{organization}}, whichever format was parsed} */
    public URI toUri() {
        return URI.create(toString());
    }

    /** {@return the page at which members of the organization create their personal access tokens} */
    public URI tokensPage() {
        return resolve(TOKENS_PAGE);
    }

    /**
     * {@return the URL of a resource below the organization, such as {@code _apis/projects?api-version=7.1}}
     *
     * <p>One leading slash is ignored. For an empty path, the result is the organization's URL with a trailing slash. A
     * query may follow the path. Characters that URLs cannot contain must be percent-encoded: the project "My Project"
     * is {@code My%20Project}.
     *
     * @param path relative to the organization, with or without a query
     * @throws IllegalArgumentException if the path has an empty segment, a dot segment (plain, percent-encoded once or
     *     twice, or followed by a semicolon or an encoded space), or an encoded slash, backslash or control character,
     *     because such a path could leave the organization; or if the path or the query has a {@code #}, a malformed
     *     percent-encoding, or a character that RFC 3986 does not allow. The message never contains the path
     */
    public URI resolve(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        int mark = relative.indexOf('?');
        String segments = mark < 0 ? relative : relative.substring(0, mark);
        if (!segments.isEmpty() && !UrlPath.isUnambiguous(segments)) {
            throw new IllegalArgumentException(
                    "the path must contain only characters of RFC 3986 and percent-encoded bytes, and no empty "
                            + "segments, dot segments, or encoded slashes, backslashes or control characters, "
                            + "as in _apis/projects");
        }
        if (mark >= 0 && !UrlPath.isQuery(relative.substring(mark + 1))) {
            throw new IllegalArgumentException(
                    "the query must contain only characters of RFC 3986 and percent-encoded bytes, "
                            + "as in api-version=7.1");
        }
        return URI.create(this + "/" + relative);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrganizationUrl && organization().equals(((OrganizationUrl) other).organization());
    }

    @Override
    public int hashCode() {
        return organization().hashCode();
    }

    /** Returns {@link #toUri()} as a string. For this string, {@link #parse} returns an equal value. */
    @Override
    public String toString() {
        return BASE + organization();
    }

    /** Returns the user information of a URL with its {@code @}, or an empty string if it has none. */
    static String userInformationOf(String url) {
        return userOf(authorityOf(withoutSchemes(url)));
    }

    private static void refuseIf(boolean wrong, Reason reason) {
        if (wrong) {
            throw new InvalidOrganizationUrlException(reason);
        }
    }

    /** Returns the reason to refuse a host that belongs to neither format. */
    private static Reason reasonForOtherHost(String host, String authority) {
        if (host.equalsIgnoreCase(OLDER_HOST)) {
            return Reason.MISSING_ORGANIZATION;
        }
        if (TokenShape.isKnown(authority)) {
            return Reason.LOOKS_LIKE_TOKEN;
        }
        return host.isEmpty() || isName(authority) ? Reason.MISSING_HOST : Reason.UNSUPPORTED_HOST;
    }

    private static void checkName(String name) {
        refuseIf(TokenShape.isKnown(name), Reason.LOOKS_LIKE_TOKEN);
        refuseIf(!isName(name), Reason.INVALID_ORGANIZATION_NAME);
    }

    /** Returns whether an organization can have this name. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && NAME_CHARACTER.containsAll(name)
                && name.charAt(0) != '-'
                && name.charAt(name.length() - 1) != '-'
                // These two are routes of the service itself.
                && !name.equalsIgnoreCase("e")
                && !name.equalsIgnoreCase("DefaultCollection");
    }

    /** Returns whether the input before {@code .visualstudio.com} is one label, and does not belong to Microsoft. */
    private static boolean isOrganizationLabel(String label) {
        return !label.isEmpty()
                && label.indexOf('.') < 0
                && !label.startsWith(ENCODED_LABEL)
                && !SERVICE_LABELS.contains(label)
                && !SCALE_UNIT.matcher(label).matches();
    }

    /** Returns the name in lower case, whatever the default locale is. */
    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns whether the input is a colon and a number. */
    private static boolean isPort(String port) {
        return port.length() > 1 && AsciiSet.DIGITS.containsAll(port.substring(1));
    }

    /** Removes up to two schemes. */
    private static String withoutSchemes(String url) {
        return withoutScheme(withoutScheme(url));
    }

    private static String withoutScheme(String url) {
        if (startsWith(url, HTTPS)) {
            return url.substring(HTTPS.length());
        }
        return startsWith(url, HTTP) ? url.substring(HTTP.length()) : url;
    }

    private static String authorityOf(String afterScheme) {
        return before("/?#", afterScheme);
    }

    private static String userOf(String authority) {
        return authority.substring(0, authority.lastIndexOf('@') + 1);
    }

    /** Returns the part before the first of these characters, or the whole input if it has none of them. */
    private static String before(String ends, String whole) {
        int end = 0;
        while (end < whole.length() && ends.indexOf(whole.charAt(end)) < 0) {
            end++;
        }
        return whole.substring(0, end);
    }

    private static boolean startsWith(String url, String prefix) {
        return url.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static boolean endsWith(String host, String suffix) {
        return host.regionMatches(true, host.length() - suffix.length(), suffix, 0, suffix.length());
    }
}

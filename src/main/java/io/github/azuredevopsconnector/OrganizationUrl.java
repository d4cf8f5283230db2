package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The organization that a URL in either of the two formats belongs to.
 *
 * <p>Azure DevOps Services knows one organization by two URLs, {@code https://dev.azure.com/contoso} and {@code
 * https://contoso.visualstudio.com}, and serves it under both (Microsoft, <a
 * href="https://learn.microsoft.com/azure/devops/extend/develop/work-with-urls">Work with URLs</a>). The name is the
 * only thing kept of the text; every URL is rebuilt as {@code https://dev.azure.com/{organization}}, so that a token is
 * never sent where a text points. Names are case-insensitive and kept in lower case: equal organizations are equal
 * values, whichever format they were typed in.
 *
 * <pre>{@code
 * OrganizationUrl url = OrganizationUrl.parse("contoso.visualstudio.com/Fabrikam/_build?view=runs");
 * url.organization(); // "contoso"
 * url.toUri();        // https://dev.azure.com/contoso
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class OrganizationUrl {

    // The texts that are accepted, after trimming both ends; matching is ASCII and ignores the case.
    //
    //   text         = [ ("https" / "http") "://" ] [ user "@" ] host [ ":443" ]
    //                  [ "/" path ] [ "?" query ] [ "#" fragment ]
    //   host         = "dev.azure.com"                      ; the organization is the first path segment
    //                / organization ".visualstudio.com"     ; exactly one label, and not "xn--…"
    //   organization = alnum [ *48( alnum / "-" ) alnum ]
    //   user         = organization                         ; the same one: the portal's clone URLs have it
    //
    // http means nothing, for requests are https always, and has no port. The rest of the path, the query and the
    // fragment are ignored, but the path must be well-formed and free of what two programs may read in two ways.
    // java.net.URI and URL read several of the refused texts as another host than browsers do: they are not used here.

    private static final int MAX_LENGTH = 2_048;
    private static final int MAX_NAME_LENGTH = 50;
    private static final String HOST = "dev.azure.com";
    private static final String LEGACY_HOST = "visualstudio.com";
    private static final String LEGACY_SUFFIX = "." + LEGACY_HOST;
    /** Begins a host label that stands for another text (RFC 5890): browsers decode it, or refuse the URL. */
    private static final String ENCODED_LABEL = "xn--";

    private static final String BASE = "https://" + HOST + "/";

    // The characters of RFC 3986, but for percent-encoded octets.
    private static final AsciiSet PCHAR = AsciiSet.ALPHANUMERICS.or(AsciiSet.of("-._~!$&'()*+,;=:@"));
    private static final AsciiSet PATH_CHARACTER = PCHAR.or(AsciiSet.of("/"));
    private static final AsciiSet QUERY_CHARACTER = PCHAR.or(AsciiSet.of("/?"));
    private static final AsciiSet URL_CHARACTER = PCHAR.or(AsciiSet.of("/?#[]%"));
    private static final AsciiSet NAME_CHARACTER = AsciiSet.ALPHANUMERICS.or(AsciiSet.of("-"));

    /** Labels below visualstudio.com that belong to Microsoft's own sites and services. */
    private static final Set<String> SERVICE_LABELS = Set.of(
            "app",
            "www",
            "code",
            "marketplace",
            "my",
            "download",
            "developercommunity",
            "java",
            "vssps",
            "vsspsext",
            "vs-ssh",
            "vsrm",
            "vsaex",
            "pkgs",
            "feeds");

    private final String organization;

    private OrganizationUrl(String organization) {
        this.organization = organization;
    }

    /**
     * {@return the organization that a URL belongs to}
     *
     * <p>Trims both ends of what people paste (white space, zero-width characters); the scheme may be missing, and a
     * longer URL copied from the browser's address bar or a clone URL is as good as the organization's own. A host
     * label that begins with {@code xn--} is refused, since browsers read it as another text.
     *
     * <p>Call it yourself: bind the field of a form as a string, for the conversion errors of web frameworks quote the
     * value, and people paste tokens into URLs.
     *
     * @param text as a person typed or pasted it, in either format
     * @throws InvalidOrganizationUrlException if the text is anything else, with the reason
     */
    public static OrganizationUrl parse(String text) {
        return read(text, OrganizationUrl::new, reason -> {
            throw new InvalidOrganizationUrlException(reason);
        });
    }

    /**
     * {@return the organization that a URL belongs to, or empty if {@link #parse} would throw}
     *
     * @param text as for {@link #parse}
     */
    public static Optional<OrganizationUrl> tryParse(String text) {
        return read(text, name -> Optional.of(new OrganizationUrl(name)), reason -> Optional.empty());
    }

    /**
     * {@return the organization of a bare name, such as {@code contoso}, trimmed as {@link #parse} does}
     *
     * @param name in any case, without a host or a path
     * @throws InvalidOrganizationUrlException if no organization can be called that: names have 1 to 50 ASCII letters,
     *     digits and hyphens, and a letter or digit at either end (Microsoft, <a
     *     href="https://learn.microsoft.com/azure/devops/organizations/settings/naming-restrictions">Naming
     *     restrictions</a>); {@code e} and {@code DefaultCollection} are routes of the service itself
     */
    public static OrganizationUrl ofOrganization(String name) {
        int start = PastedText.start(name);
        int end = PastedText.end(name, start);
        if (start == end) {
            throw new InvalidOrganizationUrlException(Reason.EMPTY);
        }
        if (!isOrganizationName(name, start, end)) {
            throw new InvalidOrganizationUrlException(
                    URL_CHARACTER.containsAll(name, start, end)
                            ? Reason.INVALID_ORGANIZATION_NAME
                            : Reason.ILLEGAL_CHARACTER);
        }
        return new OrganizationUrl(lowerCase(name, start, end));
    }

    /** {@return the name of the organization, in lower case: {@code contoso}} */
    public String organization() {
        return organization;
    }

    /** {@return {@code https://dev.azure.com/{organization}}, whichever format was parsed} */
    public URI toUri() {
        return URI.create(toString());
    }

    /** {@return the page where members of the organization create and edit their tokens} */
    public URI tokensPage() {
        return resolve("_usersSettings/tokens");
    }

    /**
     * {@return the URL of a resource below the organization, such as {@code _apis/projects?api-version=7.1}}
     *
     * <p>One leading slash is ignored; the empty path is the organization with a trailing slash. A query may follow.
     * Whatever URLs cannot contain as it is must come percent-encoded: a project called "My Project" is {@code
     * My%20Project}.
     *
     * @param path relative to the organization, with or without a query
     * @throws IllegalArgumentException for a path that could leave the organization or is not well-formed: with an
     *     empty segment, a dot segment (plain or encoded), an encoded slash, backslash or control character; and, there
     *     or in the query, for {@code #}, a malformed percent-encoding, and any character that RFC 3986 does not allow.
     *     The message never contains the path
     */
    public URI resolve(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int query = path.indexOf('?', start);
        int end = query < 0 ? path.length() : query;
        if (start < end && !isPlainPath(path, start, end)) {
            throw new IllegalArgumentException("the path must consist of segments as in RFC 3986, percent-encoded, "
                    + "none of them empty, a dot segment or with an encoded slash, as in _apis/projects");
        }
        if (query >= 0 && !isQuery(path, query + 1)) {
            throw new IllegalArgumentException(
                    "the query must consist of the characters of RFC 3986, percent-encoded, as in api-version=7.1");
        }
        return URI.create(BASE + organization + '/' + path.substring(start));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrganizationUrl && organization.equals(((OrganizationUrl) other).organization);
    }

    @Override
    public int hashCode() {
        return organization.hashCode();
    }

    /** Returns {@link #toUri()} as text; {@link #parse} of it returns an equal value. */
    @Override
    public String toString() {
        return BASE + organization;
    }

    /** The parser: hands either the organization's name or the reason of the refusal on. */
    private static <R> R read(String text, Function<String, R> accepted, Function<Reason, R> refused) {
        int start = PastedText.start(text);
        int end = PastedText.end(text, start);
        if (start == end) {
            return refused.apply(Reason.EMPTY);
        }
        if (end - start > MAX_LENGTH) {
            return refused.apply(Reason.TOO_LONG);
        }
        if (!URL_CHARACTER.containsAll(text, start, end)) {
            return refused.apply(Reason.ILLEGAL_CHARACTER);
        }

        boolean https = PastedText.isAt(text, start, end, "https://");
        boolean http = !https && PastedText.isAt(text, start, end, "http://");
        boolean schemeless = !https && !http;

        int authority = start + (https ? "https://".length() : http ? "http://".length() : 0);
        int path = endOfSegment(text, authority, end);
        int at = lastIndexOf(text, '@', authority, path);
        int host = at < 0 ? authority : at + 1;
        int colon = indexOf(text, ':', host, path);
        int endOfHost = colon < 0 ? path : colon;

        if (at >= 0 && indexOf(text, ':', authority, at) >= 0) {
            return refused.apply(Reason.CONTAINS_CREDENTIALS);
        }
        if (colon >= 0 && (http || !isAll(text, colon + 1, path, "443"))) {
            // In "ssh://…" or "url:https://…" what stands before the colon is no host but another scheme.
            boolean otherScheme = schemeless && !isDigits(text, colon + 1, path);
            return refused.apply(otherScheme ? Reason.UNSUPPORTED_SCHEME : Reason.UNSUPPORTED_PORT);
        }

        boolean legacy = !isAll(text, host, endOfHost, HOST);
        int name;
        int endOfName;
        int ignored; // where the part of the path begins that says nothing about the organization
        if (!legacy) {
            name = Math.min(path + 1, end);
            endOfName = path < end && text.charAt(path) == '/' ? endOfSegment(text, name, end) : name;
            ignored = endOfName;
            if (name == endOfName || text.charAt(name) == '_') {
                return refused.apply(Reason.MISSING_ORGANIZATION);
            }
        } else if (isAll(text, host, endOfHost, LEGACY_HOST)) {
            return refused.apply(Reason.MISSING_ORGANIZATION);
        } else {
            name = host;
            endOfName = endOfHost - LEGACY_SUFFIX.length();
            ignored = path;
            if (endOfName <= name
                    || !isAll(text, endOfName, endOfHost, LEGACY_SUFFIX)
                    || indexOf(text, '.', name, endOfName) >= 0
                    || PastedText.isAt(text, name, endOfName, ENCODED_LABEL)) {
                return refused.apply(Reason.UNSUPPORTED_HOST);
            }
        }
        if (!isOrganizationName(text, name, endOfName)) {
            return refused.apply(Reason.INVALID_ORGANIZATION_NAME);
        }

        String organization = lowerCase(text, name, endOfName);
        if (legacy && SERVICE_LABELS.contains(organization)) {
            return refused.apply(Reason.UNSUPPORTED_HOST);
        }
        if (at >= 0 && !isAll(text, authority, at, organization)) {
            return refused.apply(Reason.CONTAINS_CREDENTIALS);
        }
        Reason fault = faultOfPath(text, ignored, endOfPath(text, ignored, end));
        return fault == null ? accepted.apply(organization) : refused.apply(fault);
    }

    private static boolean isOrganizationName(String text, int start, int end) {
        if (end - start > MAX_NAME_LENGTH || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        // The last two are routes of the service itself.
        return NAME_CHARACTER.containsAll(text, start, end)
                && !isAll(text, start, end, "e")
                && !isAll(text, start, end, "defaultcollection");
    }

    /** Tells whether a path is free of faults, empty segments and encoded controls. */
    private static boolean isPlainPath(String path, int start, int end) {
        for (int i = start; i <= end; i++) {
            boolean endsSegment = i == end || path.charAt(i) == '/';
            boolean beginsSegment = i == start || path.charAt(i - 1) == '/';
            if (endsSegment && beginsSegment) {
                return false;
            }
        }
        return faultOfPath(path, start, end) == null && !hasEncodedControl(path, start, end);
    }

    /** {@code query = *( pchar / "/" / "?" )}, RFC 3986 section 3.4. */
    private static boolean isQuery(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (!QUERY_CHARACTER.contains(text.charAt(i)) && !isPercentEncoded(text, i, text.length())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns why a path is refused, or null if it is well-formed, {@code *( pchar / "/" )} of RFC 3986 section 3.3,
     * and no two programs can differ in what it names: it has neither dot segments nor encoded slashes.
     */
    private static @Nullable Reason faultOfPath(String text, int start, int end) {
        boolean ambiguous = false;
        boolean beginsSegment = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '%' ? !isPercentEncoded(text, i, end) : !PATH_CHARACTER.contains(c)) {
                return Reason.ILLEGAL_CHARACTER;
            }
            if ((c == '%' && isSlash(octet(text, i))) || (beginsSegment && isDotSegment(text, i, end))) {
                ambiguous = true;
            }
            beginsSegment = c == '/';
        }
        return ambiguous ? Reason.AMBIGUOUS_PATH : null;
    }

    private static boolean isSlash(int octet) {
        return octet == '/' || octet == '\\';
    }

    private static boolean isDotSegment(String text, int start, int end) {
        int dots = 0;
        for (int i = start; i < end && text.charAt(i) != '/'; dots++) {
            if (text.charAt(i) == '.') {
                i++;
            } else if (isPercentEncoded(text, i, end) && octet(text, i) == '.') {
                i += 3;
            } else {
                return false;
            }
        }
        return dots == 1 || dots == 2;
    }

    private static boolean hasEncodedControl(String text, int start, int end) {
        for (int i = indexOf(text, '%', start, end); i >= 0; i = indexOf(text, '%', i + 1, end)) {
            int octet = octet(text, i);
            if (octet < ' ' || octet == 0x7F) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPercentEncoded(String text, int index, int end) {
        return text.charAt(index) == '%'
                && index + 2 < end
                && AsciiSet.HEX_DIGITS.contains(text.charAt(index + 1))
                && AsciiSet.HEX_DIGITS.contains(text.charAt(index + 2));
    }

    /** Returns the octet that is percent-encoded at an index. */
    private static int octet(String text, int index) {
        return Character.digit(text.charAt(index + 1), 16) << 4 | Character.digit(text.charAt(index + 2), 16);
    }

    private static boolean isDigits(String text, int start, int end) {
        return start < end && AsciiSet.DIGITS.containsAll(text, start, end);
    }

    /** Returns where an authority or a path segment ends: RFC 3986 delimits both alike. */
    private static int endOfSegment(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) != '/' && text.charAt(i) != '?' && text.charAt(i) != '#') {
            i++;
        }
        return i;
    }

    private static int endOfPath(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) != '?' && text.charAt(i) != '#') {
            i++;
        }
        return i;
    }

    private static int indexOf(String text, char wanted, int start, int end) {
        int index = text.indexOf(wanted, start);
        return index < end ? index : -1;
    }

    private static int lastIndexOf(String text, char wanted, int start, int end) {
        int i = end - 1;
        while (i >= start && text.charAt(i) != wanted) {
            i--;
        }
        return i >= start ? i : -1;
    }

    private static boolean isAll(String text, int start, int end, String expected) {
        return end - start == expected.length() && PastedText.isAt(text, start, end, expected);
    }

    /** Lower case of a range of ASCII characters; {@link String#toLowerCase()} would ask for the default locale. */
    private static String lowerCase(String text, int start, int end) {
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }
}

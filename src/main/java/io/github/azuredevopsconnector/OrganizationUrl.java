package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Azure DevOps organization, read from its URL in either of the two formats.
 *
 * <p>Azure DevOps Services serves one organization under two URLs, {@code https://dev.azure.com/contoso} and {@code
 * https://contoso.visualstudio.com} (Microsoft, <a
 * href="https://learn.microsoft.com/azure/devops/extend/develop/work-with-urls">Work with URLs</a>). Of the text,
 * only the name is kept. Every URL is rebuilt as {@code https://dev.azure.com/{organization}}, so that a token is never
 * sent to the host in the text. Names are case-insensitive and kept in lower case: equal names are equal values,
 * whichever format was typed.
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

    // The texts that are accepted, after trimming. All matching is ASCII and ignores case.
    //
    //   text         = [ [ scheme ] scheme ] [ user "@" ] host [ ":443" ] [ "/" path ] [ "?" query ] [ "#" fragment ]
    //   scheme       = ( "https" / "http" ) "://"           ; the last one counts
    //   host         = "dev.azure.com"                      ; the organization is the first path segment
    //                / organization ".visualstudio.com"     ; exactly one label, and not "xn--…"
    //   organization = alnum [ *48( alnum / "-" ) alnum ]
    //   user         = organization                         ; the same one: the portal's clone URLs have it
    //
    // A scheme stands twice where a form has a fixed https:// in front of its field. "http" is read as "https", because
    // requests are always https, but then the host must have no port. The rest of the path, the query and the fragment
    // are ignored, but the path must be well-formed and have no dot segments, because programs differ in what those
    // name.
    //
    // The reason names what to change first, so the host is judged before the port and before a user name. Passwords
    // are judged before all of these, because a form may show the text again. A name in the place of the host is
    // MISSING_HOST. A token in the place of the whole text, of a name or of the host is LOOKS_LIKE_TOKEN.
    //
    // java.net.URI and URL are not used: they read several of the refused texts as another host than browsers do.

    private static final int MAX_LENGTH = 2_048;
    private static final int MAX_NAME_LENGTH = 50;
    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";
    static final String HOST = "dev.azure.com";
    private static final String OLDER_HOST = "visualstudio.com";
    private static final String OLDER_SUFFIX = "." + OLDER_HOST;
    /** Begins a host label that stands for another text (RFC 5890): browsers decode it, or refuse the URL. */
    private static final String ENCODED_LABEL = "xn--";

    private static final String BASE = HTTPS + HOST + "/";

    private static final AsciiSet URL_CHARACTER = UrlPath.SEGMENT_CHARACTER.or(AsciiSet.of("/?#[]%"));
    private static final AsciiSet NAME_CHARACTER = AsciiSet.ALPHANUMERICS.or(AsciiSet.of("-"));

    /** Labels below visualstudio.com that belong to Microsoft's own sites and services. */
    private static final Set<String> SERVICE_LABELS =
            Set.of(("app www code marketplace my download developercommunity java "
                            + "vssps vsspsext vs-ssh vsrm vsaex pkgs feeds")
                    .split(" "));

    /** The hosts of scale units, such as {@code tfsprodweu1}. They stand in the realm of every 401. */
    private static final Pattern SCALE_UNIT = Pattern.compile("(tfs|sps|aex|pkgs|mms)prod[a-z]{2,5}[0-9]+");

    /** Transient, because serializers that set fields by reflection skip transient ones. */
    private final transient String organization;

    /** Has a second parameter, because Jackson calls even a private constructor that takes just one String. */
    private OrganizationUrl(String organization, @Nullable Void unused) {
        this.organization = organization;
    }

    /**
     * {@return the organization that a URL belongs to}
     *
     * <p>Trims what people paste: white space and zero-width characters at both ends, and one pair of quotation marks
     * or angle brackets around the whole. The scheme may be missing or stand twice. A longer URL copied from the
     * browser's address bar is accepted, and so is an HTTPS clone URL. A host label that begins with {@code xn--} is
     * refused, because browsers read it as another text.
     *
     * <p>Bind the form field as a string and call this method yourself: web frameworks quote rejected values in their
     * errors, and people paste tokens into URLs.
     *
     * @param text as a person typed or pasted it, in either format
     * @throws InvalidOrganizationUrlException if the text is anything else, with the reason
     */
    public static OrganizationUrl parse(String text) {
        return parse(text, OrganizationUrl::ofChecked, reason -> {
            throw new InvalidOrganizationUrlException(reason);
        });
    }

    /**
     * {@return the organization that a URL belongs to, or empty if {@link #parse} would throw}
     *
     * @param text as for {@link #parse}
     */
    public static Optional<OrganizationUrl> tryParse(String text) {
        return parse(text, name -> Optional.of(ofChecked(name)), reason -> Optional.empty());
    }

    /**
     * {@return the organization with this name} The name is trimmed as by {@link #parse}.
     *
     * @param name in any case, without a host or a path
     * @throws InvalidOrganizationUrlException if no organization can be called that: names have 1 to 50 ASCII letters,
     *     digits and hyphens, and a letter or digit at either end (Microsoft, <a
     *     href="https://learn.microsoft.com/azure/devops/organizations/settings/naming-restrictions">Naming
     *     restrictions</a>); {@code e} and {@code DefaultCollection} are routes of the service itself
     */
    public static OrganizationUrl ofOrganization(String name) {
        String trimmed = PastedText.trim(name);
        if (trimmed.isEmpty()) {
            throw new InvalidOrganizationUrlException(Reason.EMPTY);
        }
        if (!URL_CHARACTER.containsAll(trimmed)) {
            throw new InvalidOrganizationUrlException(Reason.ILLEGAL_CHARACTER);
        }
        Reason fault = faultOfName(trimmed);
        if (fault != null) {
            throw new InvalidOrganizationUrlException(fault);
        }
        return ofChecked(trimmed);
    }

    /** {@return the name of the organization, in lower case: {@code contoso}} */
    public String organization() {
        return Constructed.require(organization);
    }

    /** {@return {@code https://dev.azure.com/{organization}}, whichever format was parsed} */
    public URI toUri() {
        return URI.create(toString());
    }

    /** {@return the page at which members of the organization create their personal access tokens} */
    public URI tokensPage() {
        return resolve("_usersSettings/tokens");
    }

    /**
     * {@return the URL of a resource below the organization, such as {@code _apis/projects?api-version=7.1}}
     *
     * <p>One leading slash is ignored; the empty path is the organization with a trailing slash. A query may follow.
     * Characters that URLs cannot contain must be percent-encoded: a project called "My Project" is {@code
     * My%20Project}.
     *
     * @param path relative to the organization, with or without a query
     * @throws IllegalArgumentException if the path could leave the organization: if it has an empty segment, a dot
     *     segment (plain, percent-encoded once or twice, or in front of a semicolon or an encoded blank), or an encoded
     *     slash, backslash or control character; or if the path or the query has a {@code #}, a malformed
     *     percent-encoding, or a character that RFC 3986 does not allow. The message never contains the path
     */
    public URI resolve(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        int mark = relative.indexOf('?');
        String segments = mark < 0 ? relative : relative.substring(0, mark);
        if (!segments.isEmpty() && !UrlPath.isUnambiguous(segments)) {
            throw new IllegalArgumentException("the path must consist of segments as in RFC 3986, percent-encoded, "
                    + "not empty, without dot segments and encoded slashes, as in _apis/projects");
        }
        if (mark >= 0 && !UrlPath.isQuery(relative.substring(mark + 1))) {
            throw new IllegalArgumentException(
                    "the query must consist of the characters of RFC 3986, percent-encoded, as in api-version=7.1");
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

    /** Returns {@link #toUri()} as text; {@link #parse} of it returns an equal value. */
    @Override
    public String toString() {
        return BASE + organization();
    }

    /** Returns the value for a name that was checked. */
    private static OrganizationUrl ofChecked(String name) {
        return new OrganizationUrl(lowerCase(name), null);
    }

    /**
     * Parses the text and applies one of the functions: to the organization's name, or to the reason for refusing it.
     */
    private static <R> R parse(String text, Function<String, R> accepted, Function<Reason, R> refused) {
        String url = PastedText.trim(text);
        if (url.isEmpty()) {
            return refused.apply(Reason.EMPTY);
        }
        if (url.length() > MAX_LENGTH) {
            return refused.apply(Reason.TOO_LONG);
        }
        if (!URL_CHARACTER.containsAll(url)) {
            return refused.apply(Reason.ILLEGAL_CHARACTER);
        }
        // The text is ASCII from here on, so String's own ways of ignoring case are exact.

        int start = endOfScheme(url, endOfScheme(url, 0));
        int endOfPath = Math.min(indexOf(url, '?', start), indexOf(url, '#', start));
        int end = Math.min(indexOf(url, '/', start), endOfPath);
        String authority = between(url, start, end);
        int at = authority.lastIndexOf('@');
        int colon = authority.indexOf(':', at + 1);
        String user = between(authority, 0, at);
        String host = between(authority, at + 1, colon < 0 ? authority.length() : colon);
        String port = colon < 0 ? "443" : authority.substring(colon + 1);

        if (user.indexOf(':') >= 0 || TokenShape.isKnown(user)) {
            return refused.apply(Reason.CONTAINS_CREDENTIALS);
        }
        if (start == 0 && !isNumber(port)) {
            // In "ssh://…" or "git@ssh.dev.azure.com:v3/…" what stands before the colon is not a host.
            return refused.apply(Reason.UNSUPPORTED_SCHEME);
        }

        boolean current = host.length() == HOST.length() && startsWith(host, 0, HOST);
        String name;
        int endOfName = end; // the path is ignored from here on
        if (current) {
            endOfName = Math.min(indexOf(url, '/', end + 1), endOfPath);
            name = between(url, end + 1, endOfName);
        } else if (endsWith(host, OLDER_SUFFIX)) {
            name = host.substring(0, host.length() - OLDER_SUFFIX.length());
            if (!isOrganizationLabel(lowerCase(name))) {
                return refused.apply(Reason.UNSUPPORTED_HOST);
            }
        } else {
            return refused.apply(faultOfOtherHost(host, authority));
        }
        if (colon >= 0 && (startsWith(url, start - HTTP.length(), HTTP) || !port.equals("443"))) {
            return refused.apply(Reason.UNSUPPORTED_PORT);
        }
        if (current && (name.isEmpty() || name.charAt(0) == '_')) {
            return refused.apply(Reason.MISSING_ORGANIZATION);
        }
        Reason fault = faultOfName(name);
        if (fault != null) {
            return refused.apply(fault);
        }
        if (at >= 0 && !user.equalsIgnoreCase(name)) {
            return refused.apply(Reason.CONTAINS_CREDENTIALS);
        }
        String ignored = between(url, endOfName, endOfPath);
        if (!UrlPath.isWellFormed(ignored)) {
            return refused.apply(Reason.ILLEGAL_CHARACTER);
        }
        return UrlPath.hasDotSegment(ignored) ? refused.apply(Reason.AMBIGUOUS_PATH) : accepted.apply(name);
    }

    /** Returns why a host is refused that belongs to neither format. */
    private static Reason faultOfOtherHost(String host, String authority) {
        if (host.equalsIgnoreCase(OLDER_HOST)) {
            return Reason.MISSING_ORGANIZATION;
        }
        Reason fault = host.isEmpty() ? null : faultOfName(authority);
        if (fault == null) {
            return Reason.MISSING_HOST;
        }
        return fault == Reason.LOOKS_LIKE_TOKEN ? fault : Reason.UNSUPPORTED_HOST;
    }

    /** Returns why no organization can have this name, or null if one can. The name is not empty. */
    private static @Nullable Reason faultOfName(String name) {
        if (TokenShape.isKnown(name)) {
            return Reason.LOOKS_LIKE_TOKEN;
        }
        boolean valid = name.length() <= MAX_NAME_LENGTH
                && NAME_CHARACTER.containsAll(name)
                && name.charAt(0) != '-'
                && name.charAt(name.length() - 1) != '-'
                // These two are routes of the service itself.
                && !name.equalsIgnoreCase("e")
                && !name.equalsIgnoreCase("DefaultCollection");
        return valid ? null : Reason.INVALID_ORGANIZATION_NAME;
    }

    /** Returns whether what stands before {@code .visualstudio.com} is one label, and not a host of Microsoft's own. */
    private static boolean isOrganizationLabel(String label) {
        return !label.isEmpty()
                && label.indexOf('.') < 0
                && !label.startsWith(ENCODED_LABEL)
                && !SERVICE_LABELS.contains(label)
                && !(AsciiSet.DIGITS.contains(label.charAt(label.length() - 1))
                        && SCALE_UNIT.matcher(label).matches());
    }

    /** {@link String#toLowerCase()} depends on the default locale. */
    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && AsciiSet.DIGITS.containsAll(text);
    }

    /** Returns the index behind a scheme that begins at {@code start}, or {@code start} if none does. */
    private static int endOfScheme(String url, int start) {
        if (!startsWith(url, start, "http")) {
            return start;
        }
        if (startsWith(url, start, HTTPS)) {
            return start + HTTPS.length();
        }
        return startsWith(url, start, HTTP) ? start + HTTP.length() : start;
    }

    /** Returns where a character is, or the length of the text if it is not there. */
    private static int indexOf(String text, char wanted, int start) {
        int index = text.indexOf(wanted, start);
        return index < 0 ? text.length() : index;
    }

    /** Returns a part of the text, or an empty text if {@code end} is not behind {@code start}. */
    private static String between(String text, int start, int end) {
        return start < end ? text.substring(start, end) : "";
    }

    /**
     * Ignores case by setting the bit that makes a letter lower-case. This turns no other character of a URL into one
     * of a prefix.
     */
    private static boolean startsWith(String text, int start, String prefix) {
        if (start < 0 || text.length() - start < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if ((text.charAt(start + i) | ' ') != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsWith(String text, String suffix) {
        return startsWith(text, text.length() - suffix.length(), suffix);
    }
}

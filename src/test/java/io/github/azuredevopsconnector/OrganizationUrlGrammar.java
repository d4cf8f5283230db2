package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.FuzzRun.any;
import static io.github.azuredevopsconnector.FuzzRun.anyOf;
import static io.github.azuredevopsconnector.FuzzRun.mixedCase;
import static io.github.azuredevopsconnector.FuzzRun.some;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Builds random inputs from the parts of the grammar, so that their meaning is known. */
final class OrganizationUrlGrammar {

    static final String INVISIBLE =
            " \t\r\n\u00A0\u00AD\u061C\u1680\u180E\u2000\u200A\u200B\u200E\u200F\u2028\u2029\u202A\u202E"
                    + "\u202F\u205F\u2060\u2064\u2066\u2069\u3000\uFE00\uFE0F\uFEFF";

    private static final String ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String PCHAR = ALPHANUMERIC + "ABCXYZ-._~!$&'()*+,;=:@";
    private static final String QUERY = PCHAR + "/?%[]";
    private static final String ILLEGAL =
            " \t\n\r\0\u0001\u000B\u001F\u007F\u0085\u00A0\\\"<>^`{|}\u00E4\u0131\u017F\u0430\u200B\u200D\u202E\u2025\u2215"
                    + "\u3002\uFEFF\uFF0E\uFF0F\uFF20\uD83D\uDE00\uFFFF";
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

    /** The pairs of marks that are trimmed. */
    static final String[] MARKS = ("\"\" '' `` <> () \u201C\u201D \u2018\u2019 \u201E\u201C \u201E\u201D \u201D\u201D "
                    + "\u00AB\u00BB \u00BB\u00AB")
            .split(" ", -1);

    private static final Set<String> RESERVED = Set.of(
            "e", "defaultcollection", "app", "www", "code", "my", "java", "vs-ssh", "vsrm", "vsaex", "pkgs", "feeds");

    private final Random random;
    private final String name;
    private final String before;
    private final String after;
    private final boolean older;
    private String scheme;
    private String user;
    private String host;
    private String port;
    private String path;
    private String tail;

    private OrganizationUrlGrammar(Random random) {
        this.random = random;
        this.name = name(random);
        String marks = marks(random);
        int middle = marks.length() / 2;
        before = some(random, INVISIBLE, 3) + marks.substring(0, middle) + some(random, INVISIBLE, 3);
        after = some(random, INVISIBLE, 3) + marks.substring(middle) + some(random, INVISIBLE, 3);
        older = random.nextBoolean();
        scheme = any(random, "", "https://", "https://", "http://");
        scheme = mixedCase(random, scheme.isEmpty() ? "" : any(random, "", "", "", "https://", "http://") + scheme);
        user = random.nextInt(4) == 0 ? mixedCase(random, name) + '@' : "";
        host = mixedCase(random, older ? name + ".visualstudio.com" : "dev.azure.com");
        port = !isHttp() && random.nextInt(4) == 0 ? ":443" : "";
        path = (older ? "" : '/' + mixedCase(random, name)) + segments();
        tail = any(random, "", '?' + some(random, QUERY, 20), '#' + some(random, QUERY + '#', 20));
    }

    /** Returns a pair of marks, or an empty string. */
    static String marks(Random random) {
        return random.nextInt(4) == 0 ? "" : any(random, MARKS);
    }

    /** An input that must be accepted, and the organization that it names. */
    static final class Accepted {
        final String text;
        final String organization;

        Accepted(Random random) {
            OrganizationUrlGrammar grammar = new OrganizationUrlGrammar(random);
            text = grammar.text();
            organization = grammar.name;
        }
    }

    /** Returns an input that breaks exactly one rule. */
    static String refused(Random random, Reason reason) {
        return new OrganizationUrlGrammar(random).breaking(reason);
    }

    private String breaking(Reason reason) {
        switch (reason) {
            case EMPTY:
                return before + after;
            case TOO_LONG:
                tail = '?' + "a".repeat(2_048 - scheme.length() + random.nextInt(3));
                return text();
            case ILLEGAL_CHARACTER:
                return withIllegalCharacter();
            case UNSUPPORTED_SCHEME:
                scheme = any(
                        random,
                        "ftp://",
                        "ssh://",
                        "wss://",
                        "file:///",
                        "htps://",
                        "https:/",
                        "https:",
                        "url:https://",
                        "git@ssh.dev.azure.com:v3/");
                user = "";
                return text();
            case CONTAINS_CREDENTIALS:
                if (random.nextBoolean()) {
                    user = any(random, "x" + name, name + '@' + name, "", "%40") + '@';
                } else { // a secret, whatever the host is
                    user = any(random, ":secret", name + ":secret", name + ':', token()) + '@';
                    host = any(random, host, host, "evil.example", "dev.azure.com", "");
                }
                return text();
            case UNSUPPORTED_PORT:
                port = ':' + any(random, "80", "8443", "0443", "4430", "44", "0", "65979");
                if (!scheme.isEmpty()) {
                    port = any(random, port, ":", ":https", ":+443", ":443:443", isHttp() ? ":443" : ":44a");
                }
                return text();
            case UNSUPPORTED_HOST:
                return withUnsupportedHost();
            case MISSING_HOST:
                user = "";
                port = "";
                host = any(random, "", mixedCase(random, name));
                path = any(random, "", "/", "/Fabrikam") + segments();
                if (scheme.isEmpty() && host.isEmpty()) {
                    path = '/' + name; // without a path, the input would be empty
                }
                return text();
            case MISSING_ORGANIZATION:
                host = any(random, "visualstudio.com", "dev.azure.com");
                path = any(random, "", "/", "//", "//" + name, "/_git", "/_apis/projects");
                return text();
            case INVALID_ORGANIZATION_NAME:
                return withInvalidName();
            case AMBIGUOUS_PATH:
                path += any(random, "/", "/a%2F", "/%5C", "/a%5cb%2f")
                        + any(random, ".", "..", "%2e", "%2E", ".%2e", "%2E.", "%2e%2E")
                        + any(random, "", "/", "/a", "/.a", "%2F", "%5ca");
                return text();
            case LOOKS_LIKE_TOKEN:
                user = "";
                if (random.nextBoolean()) { // instead of the whole input, or of the host
                    host = token();
                    port = "";
                    path = any(random, "", "/", "/Fabrikam");
                } else { // instead of the name
                    host = older ? token() + ".visualstudio.com" : host;
                    path = (older ? "" : '/' + token()) + segments();
                }
                return text();
            default:
                throw new AssertionError(reason);
        }
    }

    private String withIllegalCharacter() {
        if (random.nextInt(3) == 0) {
            path += '/' + any(random, "%", "%4", "%zz", "%0g", "%g0", "a%", "[", "a]", "%%41");
            return text();
        }
        String core = core();
        int index = 1 + random.nextInt(core.length() - 1);
        return before + core.substring(0, index) + anyOf(random, ILLEGAL) + core.substring(index) + after;
    }

    private String withUnsupportedHost() {
        String label = any(
                random,
                "xn--" + name,
                "app",
                "www",
                "marketplace",
                "my",
                "vssps",
                "vs-ssh",
                "feeds",
                any(random, "tfs", "sps", "aex", "pkgs", "mms")
                        + "prod"
                        + any(random, "eu", "weu", "cus", "weeuw")
                        + random.nextInt(1_000));
        host = mixedCase(
                random,
                any(
                        random,
                        "evil.example",
                        "evil.example%23." + host,
                        host + ".evil.example",
                        host + '.',
                        host + "%2eevil.example",
                        host + "&evil.example",
                        "dev.azure.co",
                        "dev.azure.comx",
                        "xdev.azure.com",
                        "dev-azure.com",
                        name + ".dev.azure.com",
                        label + ".visualstudio.com",
                        name + ".vssps.visualstudio.com",
                        name + ".visualstudio.co",
                        '.' + "visualstudio.com",
                        name + "visualstudio.com",
                        "127.0.0.1",
                        "[dev.azure.com]",
                        "tfs.contoso.example"));
        port = any(random, port, port, ":8080", ":65979");
        user = any(random, user, "fabrikam@");
        return text();
    }

    private String withInvalidName() {
        String invalid = any(
                random,
                '-' + name,
                name + '-',
                name + "a".repeat(60), // too long even for a token of the older shape
                "e",
                "DefaultCollection",
                name + anyOf(random, "_~!$&'()*+,;=") + any(random, "", name),
                name + any(random, "%41", "%00", "%2D"));
        user = "";
        host = older ? invalid + ".visualstudio.com" : host;
        path = (older ? "" : '/' + invalid) + segments();
        return text();
    }

    private boolean isHttp() {
        return scheme.toLowerCase(Locale.ROOT).endsWith("http://");
    }

    private String text() {
        return before + core() + after;
    }

    private String core() {
        return scheme + user + host + port + path + tail;
    }

    private String segments() {
        StringBuilder segments = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            String segment = some(random, PCHAR, 8);
            boolean dots = segment.equals(".") || segment.equals("..");
            segments.append('/')
                    .append(segment)
                    .append(dots ? "a" : any(random, "", "", "%20", "%C3%A4", "%00", "%2e%2e%2e", "%2Fb", "%5c%5C"));
        }
        return segments.toString();
    }

    /** Returns a token of either shape. */
    private String token() {
        StringBuilder token = new StringBuilder();
        if (random.nextBoolean()) {
            for (int i = 0; i < 52; i++) {
                token.append(anyOf(random, BASE_32));
            }
            return token.toString();
        }
        for (int i = 0; i < 80; i++) {
            token.append(anyOf(random, ALPHANUMERIC + "ABCXYZ"));
        }
        return token.insert(76, "AZ" + "DO").toString();
    }

    private static String name(Random random) {
        int length = any(random, 1, 2, 3, 8, 49, 50);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            boolean end = i == 0 || i == length - 1;
            name.append(anyOf(random, end ? ALPHANUMERIC : ALPHANUMERIC + "---"));
        }
        return RESERVED.contains(name.toString()) || name.indexOf("xn--") == 0 ? name(random) : name.toString();
    }
}

package io.github.azuredevopsconnector.demo;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.form.FormDemo;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Connects to some organizations of a {@link FakeAzureDevOps}, or to one of the real service, and prints what a form
 * would show. {@link Command} has the arguments and the exit codes.
 */
public final class ConnectDemo {

    private static final int USAGE_ERROR = 64; // as in sysexits.h

    private final PrintStream out;
    private final Style style;

    ConnectDemo(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** Runs the demo, and exits with its exit code. If the demo serves the form, it runs until it is stopped. */
    public static void main(String[] arguments) throws IOException {
        ConnectDemo demo = new ConnectDemo(System.out, Style.of(Style.isTerminal(), System.getenv()));
        OptionalInt exitCode = demo.run(List.of(arguments), System.getenv(), System.err);
        System.out.flush();
        exitCode.ifPresent(System::exit);
    }

    /** Runs the demo, and returns the exit code. It is absent if the demo serves the form. */
    OptionalInt run(List<String> arguments, Map<String, String> environment, PrintStream err) throws IOException {
        Command command;
        try {
            command = new Command(arguments, environment);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(Command.USAGE);
            return OptionalInt.of(USAGE_ERROR);
        }
        if (command.help) {
            out.println(Command.HELP);
            return OptionalInt.of(0);
        }
        if (command.form) {
            return serveForm(command, err);
        }
        if (command.real) {
            AzureDevOpsConnector connector =
                    withScopes(AzureDevOpsConnector.builder()).build();
            return OptionalInt.of(connectForReal(
                    connector,
                    environment.getOrDefault(Command.URL_VARIABLE, ""),
                    environment.getOrDefault(Command.TOKEN_VARIABLE, "")));
        }
        if (environment.containsKey(Command.TOKEN_VARIABLE)) {
            out.println(Command.URL_VARIABLE + " is not set, so " + Command.TOKEN_VARIABLE + " is not used.");
        }
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            return OptionalInt.of(connectToFake(fake));
        }
    }

    private OptionalInt serveForm(Command command, PrintStream err) throws IOException {
        try {
            FormDemo.start(command.real, command.port, out);
            return OptionalInt.empty();
        } catch (BindException e) {
            err.println("Port " + command.port + " is not available. Choose another one.");
            return OptionalInt.of(USAGE_ERROR);
        }
    }

    /** Connects to one organization, and returns the exit code for the outcome. */
    int connectForReal(AzureDevOpsConnector connector, String url, String token) {
        out.println("Connecting to Azure DevOps, with " + Command.URL_VARIABLE + " and " + Command.TOKEN_VARIABLE);
        printScopes(connector);
        // Input that is not an organization URL may contain a secret.
        String shown =
                OrganizationUrl.tryParse(url).map(OrganizationUrl::toString).orElse("(not an organization URL)");
        return exitCode(connect(connector, url, shown, token));
    }

    /**
     * Connects to the organizations of a fake. Returns the exit code of the first one, whose URL and token are correct.
     */
    int connectToFake(FakeAzureDevOps fake) {
        fake.organization("contoso")
                .withUser("Jane Doe", "jane@contoso.example")
                .lacks(TokenScope.CODE_WRITE);
        fake.organization("fabrikam");
        fake.organization("adventure").lacks(TokenScope.CODE_READ, TokenScope.WORK_ITEMS_READ);
        fake.organization("tailspin").leadsTo(Rejected.Reason.TOKEN_EXPIRED);
        fake.organization("woodgrove").leadsTo(Rejected.Reason.CONDITIONAL_ACCESS);
        fake.organization("proseware").leadsTo(Inconclusive.Reason.RATE_LIMITED);
        fake.organization("wingtip").leadsTo(Inconclusive.Reason.UNEXPECTED_RESPONSE);
        fake.organization("litware").leadsTo(Inconclusive.Reason.TIMED_OUT);
        AzureDevOpsConnector.Builder builder = withScopes(fake.connectorBuilder());
        AzureDevOpsConnector connector = builder.build();
        AzureDevOpsConnector impatient = builder.timeout(Duration.ofSeconds(1)).build();
        String token = fake.token();

        out.println("What a \"Connect Azure DevOps\" form gets back, from a fake Azure DevOps in this process.");
        printScopes(connector);
        VerificationResult first = connect(connector, "https://dev.azure.com/contoso", token);
        if (!first.isVerified()) {
            out.println("This is not what the fake answers. Something on this computer blocks the connection to it.");
            return exitCode(first);
        }
        connect(connector, "fabrikam.visualstudio.com/Website/_build?view=runs", token);
        connect(connector, "https://dev.azure.com/adventure", token);
        connect(connector, "https://tailspin.visualstudio.com", token);
        connect(connector, "https://dev.azure.com/contosso", token);
        connect(connector, "https://dev.azure.com/contoso", token.substring(7));
        connect(connector, "https://dev.azure.com/contoso", "Bearer " + token);
        connect(connector, "https://github.com/contoso", token);
        connect(connector, "https://dev.azure.com/woodgrove", token);
        connect(connector, "https://dev.azure.com/proseware", token);
        connect(connector, "https://wingtip.visualstudio.com/", token);
        connect(impatient, "https://dev.azure.com/litware", token);
        out.println(
                "To connect to the real service, set " + Command.URL_VARIABLE + " and " + Command.TOKEN_VARIABLE + ".");
        return exitCode(first);
    }

    /** Adds the scopes of an application: the same for the fake and for the real service. */
    private static AzureDevOpsConnector.Builder withScopes(AzureDevOpsConnector.Builder builder) {
        return builder.requires(TokenScope.CODE_READ, TokenScope.WORK_ITEMS_READ, TokenScope.BUILD_READ)
                .prefers(TokenScope.CODE_WRITE);
    }

    private void printScopes(AzureDevOpsConnector connector) {
        out.println("The application requires " + labels(connector.requiredScopes()) + ".");
        if (!connector.preferredScopes().isEmpty()) {
            out.println("It can also use " + labels(connector.preferredScopes()) + ".");
        }
        out.println();
    }

    private static String labels(Set<TokenScope> scopes) {
        return scopes.stream().map(TokenScope::label).collect(Collectors.joining(", "));
    }

    private VerificationResult connect(AzureDevOpsConnector connector, String url, String token) {
        return connect(connector, url, url, token);
    }

    private VerificationResult connect(AzureDevOpsConnector connector, String url, String shown, String token) {
        long start = System.nanoTime();
        VerificationResult result = connector.connect(url, token);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();

        out.println("  " + shown + "  " + masked(token));
        out.println("    " + outcome(result) + ", " + millis + " ms");
        out.println(wrapped(result.message(), 88, "    "));
        if (result.isVerified()) {
            AzureDevOpsConnection connection = result.orElseThrow();
            String organization = connection
                    .organizationId()
                    .map(id -> ", organization id " + id)
                    .orElse("");
            out.println("    user id " + connection.user().id() + organization);
        }
        helpPage(result).ifPresent(page -> out.println("    " + page));
        out.println();
        return result;
    }

    private String outcome(VerificationResult result) {
        return result.match(
                verified -> style.green("Verified"),
                rejected -> style.red("Rejected") + " (" + rejected.reason() + ")",
                inconclusive -> style.yellow("Inconclusive") + " (" + inconclusive.reason() + ")"
                        + inconclusive
                                .retryAfter()
                                .map(wait -> ", retry after " + seconds(wait) + " s")
                                .orElse(""));
    }

    /** Rounds up, as the message does. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    private static Optional<URI> helpPage(VerificationResult result) {
        return result.match(verified -> Optional.empty(), Rejected::helpPage, inconclusive -> Optional.empty());
    }

    static int exitCode(VerificationResult result) {
        return result.match(verified -> 0, rejected -> 1, inconclusive -> 2);
    }

    private static String masked(String token) {
        return "*".repeat(Math.min(token.length(), 12));
    }

    private static String wrapped(String text, int width, String indent) {
        StringBuilder wrapped = new StringBuilder(indent);
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > width) {
                wrapped.append(System.lineSeparator()).append(indent);
                column = 0;
            } else if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }

    /** Bold colors for the outcomes, on a terminal, unless NO_COLOR is set and not empty (https://no-color.org). */
    static final class Style {
        private final boolean colors;

        Style(boolean colors) {
            this.colors = colors;
        }

        static Style of(boolean terminal, Map<String, String> environment) {
            return new Style(
                    terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
        }

        /** Since JDK 22, a console need not be a terminal, and there is {@code Console.isTerminal()}. */
        @SuppressWarnings("SystemConsoleNull")
        private static boolean isTerminal() {
            Console console = System.console();
            if (console == null) {
                return false;
            }
            try {
                return (boolean) Console.class.getMethod("isTerminal").invoke(console);
            } catch (NoSuchMethodException e) {
                return true;
            } catch (ReflectiveOperationException e) {
                return false;
            }
        }

        String green(String text) {
            return paint("1;32", text);
        }

        String red(String text) {
            return paint("1;31", text);
        }

        String yellow(String text) {
            return paint("1;33", text);
        }

        private String paint(String code, String text) {
            return colors ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
        }
    }
}

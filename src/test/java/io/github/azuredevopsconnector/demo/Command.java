package io.github.azuredevopsconnector.demo;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The arguments of the demo. */
final class Command {

    static final String URL_VARIABLE = "AZURE_DEVOPS_ORG_URL";
    static final String TOKEN_VARIABLE = "AZURE_DEVOPS_EXT_PAT";

    static final String USAGE =
            "Usage: mvn -q test-compile exec:java -Dexec.args=\"[form] [real] [--port PORT] [--help]\"";

    static final String HELP = String.join(
            System.lineSeparator(),
            USAGE,
            "",
            "  no argument   connects to a fake Azure DevOps; if both variables are set, same as \"real\"",
            "  real          connects to the organization in " + URL_VARIABLE + " with the token in " + TOKEN_VARIABLE,
            "  form          serves a form that connects to a fake Azure DevOps; if " + URL_VARIABLE
                    + " is set, same as \"form real\"",
            "  form real     serves a form that connects to the real Azure DevOps",
            "  --port PORT   the port of the form; without it, a free port",
            "  --help        prints this",
            "",
            "Exit codes: 0 Verified, 1 Rejected, 2 Inconclusive, 64 wrong arguments");

    final boolean help;
    final boolean form;
    /** Whether to connect to the real service. */
    final boolean real;
    /** The port of the form, or 0 for a free one. */
    final int port;

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if they are wrong; the message says what to change
     */
    Command(List<String> arguments, Map<String, String> environment) {
        boolean url = environment.containsKey(URL_VARIABLE);
        boolean token = environment.containsKey(TOKEN_VARIABLE);
        boolean helpRead = false;
        boolean formRead = false;
        boolean realRead = false;
        OptionalInt portRead = OptionalInt.empty();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--help":
                    helpRead = true;
                    break;
                case "form":
                    formRead = true;
                    break;
                case "real":
                    realRead = true;
                    break;
                case "--port":
                    portRead = OptionalInt.of(port(rest.hasNext() ? rest.next() : ""));
                    break;
                default:
                    throw new IllegalArgumentException("Unknown argument.");
            }
        }
        help = helpRead;
        form = formRead;
        real = realRead || (form ? url : url && token);
        port = portRead.orElse(0);
        if (!help && !form && (real || url) && !(url && token)) {
            throw new IllegalArgumentException(
                    "Set both " + URL_VARIABLE + " and " + TOKEN_VARIABLE + " for the real Azure DevOps.");
        }
        if (!form && portRead.isPresent()) {
            throw new IllegalArgumentException("Only the form has a port.");
        }
    }

    private static int port(String argument) {
        if (!argument.matches("[0-9]{1,5}") || Integer.parseInt(argument) > 65_535) {
            throw new IllegalArgumentException("PORT must be a number from 0 to 65535.");
        }
        return Integer.parseInt(argument);
    }
}

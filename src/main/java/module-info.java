/** Verifies an Azure DevOps organization URL and a personal access token. */
module io.github.azuredevopsconnector {
    requires transitive java.net.http;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.azuredevopsconnector;
}

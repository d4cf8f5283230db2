module consumer.connect {
    requires io.github.azuredevopsconnector;

    exports consumer.connect;
}

/**
 * JDBC drivers and HikariCP. What is special about a driver (URLs, SQL, exceptions) stands in classes of its
 * own that know {@code java.sql} alone: a driver's exceptions are made by reflection, so that no driver is
 * needed to compile, link or run the rest. Must not know the engine.
 */
@NullMarked
package io.github.chaos4j.agent.client.jdbc;

import org.jspecify.annotations.NullMarked;

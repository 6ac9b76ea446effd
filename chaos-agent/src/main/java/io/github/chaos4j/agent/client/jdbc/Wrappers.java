package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.agent.spi.ByType;

/** Pools and proxies that hand on to a driver, by the beginnings of their classes' names. */
final class Wrappers {
    private static final String[] PREFIXES = {
        "com.zaxxer.hikari.",
        "org.apache.commons.dbcp",
        "org.apache.tomcat.jdbc.",
        "org.apache.tomcat.dbcp.",
        "com.p6spy.",
        "com.mchange.v2.c3p0.",
        "io.agroal.",
        "io.opentelemetry.",
        "net.ttddyy.dsproxy.",
        "org.springframework.",
        "com.alibaba.druid.",
        "oracle.ucp.",
        "org.vibur.",
        "com.jolbox.bonecp.",
        "com.atomikos.",
        "net.sf.log4jdbc.",
        "org.testcontainers.",
        "org.jboss.jca.adapters.jdbc.",
        "software.amazon.jdbc.",
        "com.mysql.cj.jdbc.ha.",
        "com.mysql.cj.jdbc.ConnectionWrapper",
        "com.mysql.cj.jdbc.StatementWrapper",
        "com.mysql.cj.jdbc.PreparedStatementWrapper",
        "com.mysql.cj.jdbc.CallableStatementWrapper",
        "org.apache.derby.iapi.jdbc.Brokered",
    };

    private static final ByType<Boolean> KNOWN = new ByType<>() {
        @Override
        protected Boolean compute(Class<?> type) {
            for (String prefix : PREFIXES) {
                if (type.getName().startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
    };

    private Wrappers() {}

    static boolean contains(Class<?> type) {
        return KNOWN.get(type);
    }
}

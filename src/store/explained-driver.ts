import type { DatabaseConnection, Driver } from 'kysely';
import { explain } from './database-errors.ts';

/**
 * Kysely's driver, but what it throws is told in words a person can use where it is something they may meet: a server that is down,
 * restarts, refuses, has a full disk or may only be read.
 */
export function explainedDriver(driver: Driver, place: string): Driver {
  const known = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const inner = (connection: DatabaseConnection): DatabaseConnection => known.get(connection) ?? connection;
  const explained = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw explain(error, place);
    }
  };
  return {
    init: () => driver.init(),
    acquireConnection: async () => {
      const connection = await explained(driver.acquireConnection());
      const told: DatabaseConnection = {
        executeQuery: (query, options) => explained(connection.executeQuery(query, options)),
        streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
      };
      known.set(told, connection);
      return told;
    },
    beginTransaction: (connection, settings) => explained(driver.beginTransaction(inner(connection), settings)),
    commitTransaction: connection => explained(driver.commitTransaction(inner(connection))),
    rollbackTransaction: connection => explained(driver.rollbackTransaction(inner(connection))),
    releaseConnection: connection => driver.releaseConnection(inner(connection)),
    destroy: () => driver.destroy(),
  };
}

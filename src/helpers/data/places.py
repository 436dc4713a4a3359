"""Follow places, parks and firms up to the county, prefecture and region they lie in."""


def list_ancestors(entity_id, parents):
    """Return an entity and everything it lies in, from near to far.

    Parameters
    ----------
    entity_id : str
    parents : mapping of str to str
        Entity to the entity it lies in; empty for the outermost.

    Returns
    -------
    chain : list of str
        Starts with `entity_id`.

    Raises
    ------
    ValueError
        If the entity is not known, or its parents go round in a circle.

    Examples
    --------
    >>> list_ancestors("aksu_city", {"aksu_city": "xinjiang", "xinjiang": ""})
    ['aksu_city', 'xinjiang']
    """
    chain = []
    while entity_id:
        if entity_id not in parents:
            raise ValueError(f"unknown entity {entity_id!r}; known: {', '.join(sorted(parents))}")
        if entity_id in chain:
            raise ValueError(
                f"the parents of {chain[0]!r} go round in a circle: {' > '.join(chain)}"
            )
        chain.append(entity_id)
        entity_id = parents[entity_id]
    return chain


def list_within(entity_ids, parents):
    """Return the entities that lie in any of the given ones, with these themselves.

    Parameters
    ----------
    entity_ids : sequence of str
    parents : mapping of str to str

    Returns
    -------
    inside : set of str

    Examples
    --------
    >>> sorted(list_within(["xinjiang"], {"aksu_city": "xinjiang", "xinjiang": "", "tibet": ""}))
    ['aksu_city', 'xinjiang']
    """
    for entity_id in entity_ids:
        list_ancestors(entity_id, parents)
    wanted = set(entity_ids)
    return {e for e in parents if wanted & set(list_ancestors(e, parents))}
